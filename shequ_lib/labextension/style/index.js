import './course.css';
import './forms.css';
import './contents.css';
import './print.css';

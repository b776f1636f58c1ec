import './course.css';
import './opening.css';
import './forms.css';
import './year.css';
import './contents.css';
import './figures.css';
import './first.css';
import './print.css';

import './course.css';
import './forms.css';
import './year.css';
